import {readAnalyses} from "../../loaders/analyses.js";

process.stdout.write(JSON.stringify(readAnalyses("src/analyses")));
