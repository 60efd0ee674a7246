// Loads what a page asks for by its data names; everything works without.
const improvements = {
  "[data-suggest]": "./suggest.js",
  "[data-facet]": "./facet.js",
  "[data-copy]": "./copy.js",
  "[data-near]": "./near.js",
};

for (const [selector, path] of Object.entries(improvements)) {
  const found = document.querySelectorAll(selector);
  if (found.length) {
    import(path).then((module) => found.forEach((element) => module.improve(element)));
  }
}
