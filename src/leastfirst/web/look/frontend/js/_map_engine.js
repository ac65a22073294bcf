// MapLibre and PMTiles, made ready for pages whose security policy allows no inline code and no third party.
import { addProtocol, setWorkerUrl } from "maplibre-gl";
import { Protocol } from "pmtiles";

export * from "maplibre-gl";

// `worker` is the address of map-worker.js as the page names it: its name carries a hash, so it cannot be guessed here.
export function startEngine(worker) {
  setWorkerUrl(worker);
  addProtocol("pmtiles", new Protocol().tile);
}
