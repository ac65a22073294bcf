// The map that moves: it takes the place of the picture in the page, and says with words and keys what it shows.
import { Map, NavigationControl, ScaleControl, startEngine } from "./_map_engine.js";
import { addPatterns, layersOf, sourcesOf } from "./_map_layers.js";
import { Chosen, InView } from "./_map_told.js";

const frame = document.getElementById("map");
const told = JSON.parse(document.getElementById("map-told").textContent);
const words = Object.fromEntries(
  [...document.getElementById("map-words").content.querySelectorAll("[data-word]")].map((each) => [each.dataset.word, each.textContent]),
);

if (canDraw()) begin();

function canDraw() {
  try {
    return document.createElement("canvas").getContext("webgl2") !== null;
  } catch {
    return false;
  }
}

function begin() {
  startEngine(told.worker);
  const canvas = document.createElement("div");
  canvas.className = "maps-canvas";
  frame.append(canvas);
  frame.classList.add("maps-frame--moves");
  let map;
  try {
    map = new Map({
      container: canvas,
      style: { version: 8, sources: sourcesOf(told), layers: layersOf(told) },
      ...startingView(),
      maxZoom: told.zooms[1] + 4,
      maxBounds: around(told.bounds),
      renderWorldCopies: false,
      dragRotate: false,
      pitchWithRotate: false,
      touchPitch: false,
      attributionControl: false,
      cooperativeGestures: true,
      fadeDuration: matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 200,
      locale: {
        "Map.Title": words.title,
        "NavigationControl.ZoomIn": words.in,
        "NavigationControl.ZoomOut": words.out,
        "CooperativeGesturesHandler.WindowsHelpText": words.wheel,
        "CooperativeGesturesHandler.MacHelpText": words["wheel-mac"],
        "CooperativeGesturesHandler.MobileHelpText": words.fingers,
      },
    });
  } catch {
    canvas.remove(); // the picture stays
    frame.classList.remove("maps-frame--moves");
    return;
  }
  map.setMinZoom(map.cameraForBounds(corners(), { padding: 12 }).zoom - 0.7);
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();
  map.addControl(new NavigationControl({ showCompass: false }), "top-right");
  map.addControl(new ScaleControl({ unit: "metric", maxWidth: 100 }), "bottom-left");
  map.on("style.load", () => addPatterns(map, told));
  const giveUp = () => {
    map.remove();
    canvas.remove();
    frame.classList.remove("maps-frame--moves"); // the picture is seen again
  };
  map.once("error", giveUp);
  map.once("load", () => {
    map.off("error", giveUp);
    map.on("error", () => (document.getElementById("map-middle").textContent = words.lost));
    ready(map);
  });
}

function ready(map) {
  frame.classList.add("maps-frame--drawn"); // the picture stays for paper
  document.getElementById("map-still")?.remove();
  for (const id of ["map-help", "map-chosen", "map-view"]) document.getElementById(id).hidden = false;

  const chosen = new Chosen(map, told, words);
  const inView = new InView(map, told, words, (area) => chosen.show(area));
  map.on("click", ({ point }) => chosen.at(point));
  map.on("mousemove", "areas", () => (map.getCanvas().style.cursor = "pointer"));
  map.on("mouseleave", "areas", () => (map.getCanvas().style.cursor = ""));
  map.on("movestart", () => (frame.dataset.map = "moving"));
  map.on("moveend", () => {
    keepView(map);
    if (map.getCanvas().matches(":focus-visible")) chosen.sayMiddle();
  });
  map.on("idle", () => {
    inView.refresh();
    frame.dataset.map = "ready";
  });
  map.getCanvas().addEventListener("keydown", (event) => {
    if (event.key === "Enter") {
      event.preventDefault();
      chosen.middle();
    }
  });
  keepView(map);
  const area = new URLSearchParams(location.search).get("area");
  if (area) map.once("idle", () => chosen.named(area));
}

// A view that the address names, else everything. It is kept in the address, so that it can be shared and come back to.
function startingView() {
  const at = /^(-?\d+(?:\.\d+)?),(-?\d+(?:\.\d+)?),(\d+(?:\.\d+)?)$/.exec(new URLSearchParams(location.search).get("at") ?? "");
  const [west, south, east, north] = told.bounds;
  if (at) {
    const [latitude, longitude, zoom] = at.slice(1).map(Number);
    if (latitude >= south && latitude <= north && longitude >= west && longitude <= east) {
      return { center: [longitude, latitude], zoom };
    }
  }
  return { bounds: corners(), fitBoundsOptions: { padding: 12 } };
}

function corners() {
  const [west, south, east, north] = told.bounds;
  return [[west, south], [east, north]];
}

function around([west, south, east, north]) {
  const wide = (east - west) / 2, high = (north - south) / 2;
  return [[west - wide, south - high], [east + wide, north + high]];
}

// The place stays the same when something else is shown or another kind of area is chosen.
function keepView(map) {
  const { lat, lng } = map.getCenter();
  const at = `${lat.toFixed(4)},${lng.toFixed(4)},${map.getZoom().toFixed(2)}`;
  const here = new URL(location.href);
  here.searchParams.set("at", at);
  history.replaceState(history.state, "", here);
  document.querySelectorAll("a[data-keeps-view]").forEach((link) => {
    const to = new URL(link.href);
    to.searchParams.set("at", at);
    link.href = to.href;
  });
  document.getElementById("map-at").value = at;
  document.getElementById("map-at").disabled = false;
}
