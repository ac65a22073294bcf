// What is drawn on the map, in which order, and how: the marks themselves come with the page.

const AREAS = "areas"; // the layer inside the tiles
const LAND_EDGE = "#5d584c", SMALL_EDGE = "#ffffff", INK = "#1b2226", PAPER = "#fffefb", WATER = "#f9f8f4", AMBER = "#ffc233", LAND = "#efe8da";
const TYPE = "Atkinson Hyperlegible Next";
const SPAN = 8; // the pixels in which a pattern repeats

export function sourcesOf(told) {
  const tiles = (address) => ({ type: "vector", url: `pmtiles://${new URL(address, location.href).href}`, promoteId: "area_code" });
  const points = (address) => ({ type: "geojson", data: new URL(address, location.href).href });
  return {
    areas: tiles(told.tiles),
    ...(told.outline && { outline: tiles(told.outline) }),
    ...(told.dots && { dots: points(told.dots) }),
    ...(told.names && { names: points(told.names) }),
  };
}

export function layersOf(told) {
  const [far, near] = told.zooms;
  const kind = kindOf(told.measure);
  const marks = Object.entries(told.marks);
  const patterned = marks.filter(([, mark]) => mark.lines).map(([name]) => name);
  const areas = { source: "areas", "source-layer": AREAS };
  const outline = told.outline ? { source: "outline", "source-layer": AREAS } : areas;
  return [
    { id: "water", type: "background", paint: { "background-color": WATER } },
    // What lies beneath dots and gaps says nothing of need.
    { id: "land", type: "fill", ...outline, paint: { "fill-color": LAND } },
    {
      id: "areas", type: "fill", ...areas,
      paint: { "fill-color": byMark(kind, marks, (mark) => mark.colour), "fill-antialias": false },
    },
    {
      // From afar a pattern would be larger than the areas, and its light lines would make the darkest of them light.
      id: "patterns", type: "fill", ...areas, minzoom: Math.min(far + 2, near),
      filter: ["in", kind, ["literal", patterned]],
      paint: { "fill-pattern": ["concat", "mark-", kind] },
    },
    {
      id: "edges", type: "line", ...areas,
      paint: {
        "line-color": told.measure.kind === "list" ? "#a59c86" : SMALL_EDGE,
        "line-width": ["interpolate", ["linear"], ["zoom"], far, 0.3, near + 2, 1.2],
        "line-opacity": ["interpolate", ["linear"], ["zoom"], far, 0.15, far + 2, 0.9],
      },
    },
    {
      id: "outline", type: "line", ...outline, ...(told.outline && { maxzoom: 10 }),
      paint: {
        "line-color": LAND_EDGE,
        "line-width": ["interpolate", ["linear"], ["zoom"], 5, 0.5, 9, 1.4],
        "line-opacity": told.outline ? ["interpolate", ["linear"], ["zoom"], 8.5, 0.8, 10, 0] : 0.8,
      },
    },
    ...(told.dots ? dots(told, far) : []),
    {
      id: "chosen", type: "line", ...areas, filter: ["==", ["get", "area_code"], ""],
      layout: { "line-join": "round" }, paint: { "line-color": INK, "line-width": 5 },
    },
    {
      id: "chosen-inside", type: "line", ...areas, filter: ["==", ["get", "area_code"], ""],
      layout: { "line-join": "round" }, paint: { "line-color": AMBER, "line-width": 2.5 },
    },
    ...(told.names ? [names()] : []),
  ];
}

// An area that is too small to be seen from afar is a dot there, of the same form as in the legend.
function dots(told, far) {
  const marks = Object.entries(told.marks);
  const kind = ["get", "kind"];
  const wide = 4;
  const sized = (part) => ["interpolate", ["linear"], ["zoom"], far - 4, ["*", 0.6, part], far, ["*", 1.25, part]];
  const fade = ["interpolate", ["linear"], ["zoom"], far, 1, far + 0.5, 0];
  return [{
    id: "dots", type: "circle", source: "dots", maxzoom: far + 0.5,
    paint: {
      "circle-radius": sized(byMark(kind, marks, (mark) => (mark.inside || 1) * wide)),
      "circle-color": byMark(kind, marks, (mark) => (mark.inside ? mark.over : mark.colour)),
      "circle-stroke-color": byMark(kind, marks, (mark) => mark.colour),
      "circle-stroke-width": sized(byMark(kind, marks, (mark) => (mark.inside ? 1 - mark.inside : 0) * wide)),
      "circle-opacity": fade,
      "circle-stroke-opacity": fade,
    },
  }];
}

function names() {
  return {
    id: "names", type: "symbol", source: "names", minzoom: 5.5,
    layout: {
      "text-field": ["get", "name"],
      "text-font": [TYPE],
      "text-size": ["interpolate", ["linear"], ["zoom"], 6, 12, 10, 16],
      "text-max-width": 8,
      "text-padding": 6,
      "symbol-sort-key": ["get", "order"],
    },
    paint: { "text-color": INK, "text-halo-color": PAPER, "text-halo-width": 1.6 },
  };
}

// The name of an area's mark: its tenth of need, or where it stands towards the list. As in exchange/map_marks.py.
function kindOf(measure) {
  if (measure.kind === "need") {
    return ["case", ["has", `${measure.id}_decile`], ["to-string", ["get", `${measure.id}_decile`]], "not-known"];
  }
  const sure = ["coalesce", ["get", `${measure.id}_class`], ""];
  return [
    "case",
    ["!", ["has", measure.id]], "not-known",
    ["==", ["get", measure.id], 1], ["match", sure, "firm", "firm", "likely", "likely", "", "listed", "borderline"],
    ["match", sure, ["firm", "likely", "borderline"], "near", "outside"],
  ];
}

function byMark(kind, marks, of) {
  return ["match", kind, ...marks.filter(([name]) => name !== "not-known").flatMap(([name, mark]) => [name, of(mark)]), of(Object.fromEntries(marks)["not-known"])];
}

// Patterns are drawn here, from the lines that the page names: the colour lies beneath in a layer of its own.
export function addPatterns(map, told) {
  const fine = 2;
  for (const [name, mark] of Object.entries(told.marks)) {
    if (!mark.lines) continue;
    const canvas = document.createElement("canvas");
    canvas.width = canvas.height = SPAN * fine;
    const pen = canvas.getContext("2d");
    pen.scale(fine, fine);
    pen.strokeStyle = mark.over;
    pen.lineWidth = mark.width;
    pen.lineCap = "round";
    pen.stroke(new Path2D(mark.lines));
    map.addImage(`mark-${name}`, pen.getImageData(0, 0, canvas.width, canvas.height), { pixelRatio: fine });
  }
}
