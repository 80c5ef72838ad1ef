/** The page of an empty folder names every file that the loaders expect, and its templates can be read as they are. */
import {expect, test} from "vitest";
import {expectedFiles, sources} from "../../loaders/sources/index.js";
import {knownFiles} from "../../src/model/known-files.js";
import {withFolder} from "./workbench.js";

const files = knownFiles.flatMap((group) => group.files);

test("every expected file and every feed of the label's own is there", () => {
  const named = files.map(({file}) => file);
  expect(expectedFiles.map(({file}) => file).filter((file) => !named.includes(file))).toEqual([]);
  const unnamed = sources.filter(({fileNames}) => !named.some((file) => fileNames.test(file.replace("<time>", "20250101_000000"))));
  expect(unnamed.map(({feed}) => feed).filter((feed) => feed !== "meta_ads")).toEqual([]);
});

test("each template loads its example row", async () => {
  const templates = files.filter(({example}) => example);
  expect(templates.length).toBeGreaterThan(6);
  await withFolder(Object.fromEntries(templates.map(({file, columns, example}) => [file, `\ufeff${columns}\n${example}\n`])), async ({datasets, problems}) => {
    expect(problems.map(({sentence}) => sentence)).toEqual([]);
    expect(datasets.map(({file, status, rows_in, rows_loaded, columns_not_loaded}) => [file, status, rows_in, rows_loaded, columns_not_loaded])).toEqual(templates.map(({file}) => file).sort().map((file) => [file, "loaded", 1, 1, ""]));
  });
});
