// Makes a style sheet that was written for left-to-right pages fit for right-to-left ones as well.

// GOV.UK Frontend sets margins, borders and places by left and right. Said by start and end instead, the same rules
// turn round by themselves where the page is in Urdu, and change nothing where it is in English.
const sides = { left: "start", right: "end" };

// Browsers of cheap phones know these by their old values only: they get both, the newer one last.
const kept = new Set(["float", "clear"]);

// Four sides at once, of which left and right differ: top, right, bottom, left.
const fourSides = /^(\s*)(margin|padding|border-width): ([^\s()]+) ([^\s()]+) ([^\s()]+) ([^\s()]+);$/gm;

function said(space, name, top, right, bottom, left) {
  const [before, after = ""] = name.split("-");
  const part = after && `-${after}`;
  return `${space}${before}-block${part}: ${top} ${bottom};\n${space}${before}-inline${part}: ${left} ${right};`;
}

export function readsBothWays(css) {
  return css
    .replace(fourSides, (all, space, name, top, right, bottom, left) =>
      right === left ? all : said(space, name, top, right, bottom, left),
    )
    .replace(/^(\s*)(margin|padding)-(left|right):/gm, (_all, space, name, side) => `${space}${name}-inline-${sides[side]}:`)
    .replace(/^(\s*)border-(left|right)(-width|-style|-color)?:/gm, (_all, space, side, part = "") => `${space}border-inline-${sides[side]}${part}:`)
    .replace(/^(\s*)(left|right):/gm, (_all, space, side) => `${space}inset-inline-${sides[side]}:`)
    .replace(/^(\s*)text-align: (left|right)/gm, (_all, space, side) => `${space}text-align: ${sides[side]}`)
    .replace(/^(\s*)(float|clear): (left|right)(.*)$/gm, (all, space, name, side, rest) =>
      kept.has(name) ? `${all}\n${space}${name}: inline-${sides[side]}${rest}` : all,
    );
}
