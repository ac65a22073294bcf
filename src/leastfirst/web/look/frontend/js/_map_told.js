// What the map says in words beside it: the area that was chosen, and a list of those in view.

const MOST_LISTED = 50;
const MOST_LOOKED_AT = 3000;

export class Chosen {
  constructor(map, told, words) {
    Object.assign(this, { map, told, words });
    this.place = document.getElementById("map-chosen-told");
    this.inMiddle = document.getElementById("map-middle");
  }

  // From afar there are no areas to press, only dots: come nearer.
  at(point) {
    if (this.isFar()) {
      this.map.easeTo({ center: this.map.unproject(point), zoom: this.told.zooms[0] + 1.5 });
      return;
    }
    const [found] = this.map.queryRenderedFeatures(point, { layers: ["areas"] });
    if (found) this.show(found.properties);
  }

  // An area that the address names, when it is in view.
  named(code) {
    const [found] = this.map.queryRenderedFeatures({ layers: ["areas"], filter: ["==", ["get", "area_code"], code] });
    if (found) this.show(found.properties);
  }

  middle() {
    this.at(this.map.project(this.map.getCenter()));
  }

  // For who moves the map by keys, and cannot point.
  sayMiddle() {
    const [found] = this.map.queryRenderedFeatures(this.map.project(this.map.getCenter()), { layers: ["areas"] });
    const said = found ? this.words.middle.replace("{name}", nameOf(found.properties)) : this.words.nothing;
    this.inMiddle.textContent = this.isFar() ? this.words.far : said;
  }

  isFar() {
    return this.map.getZoom() < this.told.zooms[0];
  }

  show(area) {
    for (const layer of ["chosen", "chosen-inside"]) this.map.setFilter(layer, ["==", ["get", "area_code"], area.area_code]);
    const facts = this.told.measures.flatMap(({ id, kind, title }) => {
      const name = element("dt", title);
      name.lang = "en";
      return [name, element("dd", kind === "need" ? tenth(area, id, this.words.decile, this.words) : listed(area, id, this.words))];
    });
    const list = element("dl");
    list.className = "maps-facts";
    list.append(...facts);
    const first = element("p");
    first.append(element("strong", nameOf(area)), ` (${area.area_code})`);
    this.place.replaceChildren(first, list);
    if (!this.told.area) return;
    const link = element("a", this.words.open);
    link.href = this.told.area.replace("CODE", area.area_code);
    link.append(hidden(`: ${nameOf(area)}`));
    const last = element("p");
    last.append(link);
    this.place.append(last);
  }
}

export class InView {
  constructor(map, told, words) {
    Object.assign(this, { map, told, words });
    this.said = document.getElementById("map-view-told");
    this.list = document.getElementById("map-view-list");
    this.shown = "";
  }

  refresh() {
    const far = this.map.getZoom() < this.told.zooms[0];
    if (far || this.aboutSoMany() > MOST_LOOKED_AT) return this.put(this.words.many, []);
    const areas = new Map();
    for (const { properties } of this.map.queryRenderedFeatures({ layers: ["areas"] })) areas.set(properties.area_code, properties);
    const sorted = [...areas.values()].sort((a, b) => this.order(a) - this.order(b) || nameOf(a).localeCompare(nameOf(b)));
    const { length } = sorted;
    if (!length) return this.put(this.words.none, []);
    const order = this.told.measure.kind === "list" ? "-list" : "";
    const said = length > MOST_LISTED ? this.words[`few${order}`].replace("{shown}", MOST_LISTED) : this.words[`all${order}`];
    this.put(said.replace("{all}", length.toLocaleString(document.documentElement.lang)), sorted.slice(0, MOST_LISTED));
  }

  // Those on the list first when the map shows a list; then the greatest need.
  order(area) {
    const { id, kind } = this.told.measure;
    const decile = (name) => area[`${name}_decile`] ?? 11;
    if (kind === "need") return decile(id);
    const index = this.told.measures.find((each) => each.kind === "need");
    return (area[id] ? 0 : 100) + (index ? decile(index.id) : 0);
  }

  aboutSoMany() {
    const [west, south, east, north] = this.told.bounds;
    const view = this.map.getBounds();
    const wide = Math.min(east, view.getEast()) - Math.max(west, view.getWest());
    const high = Math.min(north, view.getNorth()) - Math.max(south, view.getSouth());
    return wide <= 0 || high <= 0 ? 0 : (this.told.areas * wide * high) / ((east - west) * (north - south));
  }

  put(said, areas) {
    const key = said + areas.map((each) => each.area_code).join();
    // Nothing is taken away from under the hands of who reads it.
    if (key === this.shown || this.list.contains(document.activeElement)) return;
    this.shown = key;
    this.said.textContent = said;
    this.list.replaceChildren(
      ...areas.map((area) => {
        const item = element("li");
        const link = element(this.told.area ? "a" : "span", nameOf(area));
        if (this.told.area) link.href = this.told.area.replace("CODE", area.area_code);
        const { id, kind } = this.told.measure;
        item.append(link, ` ${kind === "need" ? tenth(area, id, this.words.tenth, this.words) : listed(area, id, this.words)}`);
        return item;
      }),
    );
  }
}

function tenth(area, id, pattern, words) {
  const decile = area[`${id}_decile`];
  return decile === undefined ? words["not-known"] : pattern.replace("{decile}", decile);
}

function listed(area, id, words) {
  if (area[id] === undefined) return words["not-known"];
  const sure = area[`${id}_class`];
  return [area[id] ? words.on : words.off, ...(sure ? [words[sure] ?? sure] : [])].join(", ");
}

function nameOf(area) {
  return area.area_name ?? area.area_code;
}

function element(name, text) {
  const made = document.createElement(name);
  if (text !== undefined) made.textContent = text;
  return made;
}

function hidden(text) {
  const made = element("span", text);
  made.className = "govuk-visually-hidden";
  return made;
}
