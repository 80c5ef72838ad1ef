/** The catalogue with its codes: tracks with ISRC and UPC, and more of them for larger samples. */
import { formatDay, parseDay } from "./calendar.js";
import { DEFAULT_ROWS, type GenerateOptions } from "./config.js";
import { createRandom, type Random } from "./random.js";
import { ARTISTS, COVER_TRACK, DISCOVERY_TRACKS, RELEASES, TEAM_TRACK, TITLE_WORDS } from "./releases-list.js";

/** One recording on one release. */
export interface Track {
  index: number;
  title: string;
  artist: string;
  /** The artist as the statement prints it. */
  printedAs: string;
  distributor: string;
  releaseId: string;
  releaseTitle: string;
  /** Day number. */
  releasedOn: number;
  isrc: string;
  upc: string;
  /** Plays per day on Spotify once settled, before growth. */
  popularity: number;
  isAlbum: boolean;
  isDiscovery: boolean;
  isCover: boolean;
  teamPercentage: number;
}

/** The label's own tracks come first; `own` is how many of them there are. */
export interface Catalogue {
  tracks: Track[];
  own: number;
  /** How many times the label's real size this sample is; 1 for the committed one. */
  scale: number;
}

/** A 12-digit UPC with its check digit. */
function createUpc(random: Random, prefix: string): string {
  const body = prefix + String(random.whole(0, 10 ** (11 - prefix.length) - 1)).padStart(11 - prefix.length, "0");
  const sum = [...body].reduce((total, digit, i) => total + Number(digit) * (i % 2 === 0 ? 3 : 1), 0);
  return body + String((10 - (sum % 10)) % 10);
}

function createIsrc(releasedOn: number, serial: number): string {
  // five digits for each year's recordings, as the standard has it
  return `QZSG9${formatDay(releasedOn).slice(2, 4)}${String(serial).padStart(5, "0")}`;
}

function listOwnTracks(seed: number): Track[] {
  const random = createRandom(seed, "catalogue");
  const tracks: Track[] = [];
  RELEASES.forEach((release, position) => {
    const upc = createUpc(random, release.hasZeroUpc ? "0198" : "1987");
    release.tracks.forEach((title, place) => {
      const releasedOn = parseDay(release.releaseOn);
      tracks.push({
        index: tracks.length,
        title,
        artist: release.artist,
        printedAs: release.printedAs ?? release.artist,
        distributor: release.distributor,
        releaseId: `SG${String(position + 1).padStart(3, "0")}`,
        releaseTitle: release.title,
        releasedOn,
        isrc: createIsrc(releasedOn, tracks.length + 1),
        upc,
        // the title track leads, the rest falls off
        popularity: ((release.appeal * 1.9) / (place + 1.6)) * random.between(0.85, 1.15),
        isAlbum: release.tracks.length >= 5,
        isDiscovery: DISCOVERY_TRACKS.has(title),
        isCover: title === COVER_TRACK,
        teamPercentage: title === TEAM_TRACK ? 50 : 100,
      });
    });
  });
  return tracks;
}

function createExtraTrack(random: Random, index: number): Track {
  const { first, second } = TITLE_WORDS;
  const number = index % (first.length * second.length);
  const title = `${first[number % first.length]} ${second[Math.floor(number / first.length)]} ${index}`;
  const artist = ARTISTS[index % 2]!;
  const isOld = random.unit() < 0.7;
  const releasedOn = isOld ? random.whole(parseDay("2021-01-01"), parseDay("2023-09-30")) : random.whole(parseDay("2023-10-01"), parseDay("2025-08-31"));
  return {
    index,
    title,
    artist,
    printedAs: artist,
    distributor: "distrokid",
    releaseId: `SG${String(index).padStart(5, "0")}`,
    releaseTitle: title,
    releasedOn,
    isrc: createIsrc(releasedOn, index + 1),
    upc: createUpc(random, index % 3 === 0 ? "0198" : "1987"),
    popularity: random.between(0.5, 6),
    isAlbum: false,
    isDiscovery: index % 3 === 0,
    isCover: false,
    teamPercentage: 100,
  };
}

/**
 * The label's catalogue, extended when more statement lines are wanted than it
 * would have: tracks grow slower than lines, and plays in step with lines.
 */
export function createCatalogue(options: GenerateOptions): Catalogue {
  const tracks = listOwnTracks(options.seed);
  const own = tracks.length;
  const scale = Math.max(1, options.rows / DEFAULT_ROWS);
  const wanted = Math.ceil(own * scale ** 0.6);
  const random = createRandom(options.seed, "extra tracks");
  while (tracks.length < wanted) tracks.push(createExtraTrack(random, tracks.length));
  return { tracks, own, scale };
}
