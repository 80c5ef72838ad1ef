/** Every distributor's statements but DistroKid's, which has its own faster path. */
import type {Source} from "../source.js";
import {bandcamp} from "./bandcamp.js";
import {believe} from "./believe.js";
import {cdbaby} from "./cdbaby.js";
import {orchard} from "./orchard.js";
import {symphonic} from "./symphonic.js";
import {toolost} from "./toolost.js";
import {tunecore} from "./tunecore.js";

/** By distributor. */
export const statementSources: Readonly<Record<string, Source>> = {toolost, tunecore, cdbaby, believe, orchard, symphonic, bandcamp};
