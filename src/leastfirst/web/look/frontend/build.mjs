// Compiles the front end into the folder that is named: `node build.mjs FOLDER`. hatch_build.py runs it.
import { cpSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { createHash } from "node:crypto";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import * as esbuild from "esbuild";
import * as sass from "sass";
import { readsBothWays } from "./both_ways.mjs";
import { notices } from "./notices.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const output = resolve(process.argv[2]);
const packages = resolve("node_modules");
const typeface = join(packages, "@fontsource-variable/atkinson-hyperlegible-next/files");

mkdirSync(join(output, "fonts"), { recursive: true });

// Upright only, for the letters of English and Polish: a page asks for the second file when it has letters of it.
for (const letters of ["latin", "latin-ext"]) {
  const name = `atkinson-hyperlegible-next-${letters}-wght-normal.woff2`;
  cpSync(join(typeface, name), join(output, "fonts", name));
}
cpSync(join(here, "pictures"), output, { recursive: true });

// A style sheet whose name begins with _ is a part of others.
for (const name of readdirSync(join(here, "scss"))) {
  if (!name.endsWith(".scss") || name.startsWith("_")) continue;
  const { css } = sass.compile(join(here, "scss", name), {
    loadPaths: [packages],
    quietDeps: true,
    style: "expanded",
  });
  const { code } = await esbuild.transform(readsBothWays(css), { loader: "css", minify: true, target: ["chrome90", "safari14"] });
  writeFileSync(join(output, name.replace(/scss$/, "css")), code);
}

// One module for each entry: no code is shared at run time, so no page loads what it does not use.
await esbuild.build({
  entryPoints: readdirSync(join(here, "js"))
    .filter((name) => name.endsWith(".js") && !name.startsWith("_"))
    .map((name) => join(here, "js", name)),
  outdir: output,
  bundle: true,
  format: "esm",
  minify: true,
  target: ["es2021"],
  legalComments: "none",
  logLevel: "warning",
});

// MapLibre's worker is a file of ours, so that the pages' security policy can name it.
const worker = readFileSync(join(packages, "maplibre-gl/dist/maplibre-gl-worker.mjs"), "utf8");
writeFileSync(join(output, "map-worker.js"), worker.replace(/^\/\/# sourceMappingURL=.*$/m, ""));
writeFileSync(join(output, "map-engine.css"), ownPictures(readFileSync(join(packages, "maplibre-gl/dist/maplibre-gl.css"), "utf8")));

writeFileSync(join(output, "THIRD-PARTY.txt"), notices(resolve("package-lock.json"), packages));

// Pictures inside a style sheet become files, so that the security policy need not allow data: addresses.
function ownPictures(css) {
  mkdirSync(join(output, "pictures"), { recursive: true });
  return css.replace(/url\((["'])data:image\/svg\+xml;charset=utf-8,(.*?)\1\)/g, (_all, _quote, encoded) => {
    const svg = decodeURIComponent(encoded);
    const name = `map-${createHash("sha256").update(svg).digest("hex").slice(0, 12)}.svg`;
    writeFileSync(join(output, "pictures", name), svg);
    return `url(pictures/${name})`;
  });
}
