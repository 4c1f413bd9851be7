/**
 * @typedef {{ id: string, label: string, code: string, call: () => Promise<unknown> }} Scene
 * @typedef {{ title: string, scenes: Scene[] }} Group
 */

/** How many scenes run at once: fewer than the six connections that a browser opens to one server. */
const concurrency = 4;

/**
 * Lists the scenes, each with a button that runs it, and defines a global `runAll()` for the program that drives the page.
 * @param {Group[]} groups
 */
export function show(groups) {
  const sections = groups.map(section);
  const runs = sections.flatMap(({ runs }) => runs);
  element("main").append(...sections.map(({ node }) => node));
  element("nav").append(...groups.map(({ title }) => make("a", { href: `#${slug(title)}`, textContent: title })));

  const button = /** @type {HTMLButtonElement} */ (element("#run-all"));
  const progress = element("#progress");
  const runAll = async () => {
    button.disabled = true;
    let done = 0;
    const queue = runs.values();
    const work = async () => {
      for (const run of queue) {
        await run();
        done += 1;
        progress.textContent = `${done} of ${runs.length} done`;
      }
    };
    await Promise.all(Array.from({ length: concurrency }, work));
    button.disabled = false;
  };
  button.onclick = runAll;
  Object.assign(globalThis, { runAll });
}

/** @param {Group} group */
function section({ title, scenes }) {
  const heading = make("h2", { id: slug(title), textContent: title });
  const node = make("section", {});
  node.setAttribute("aria-labelledby", heading.id);
  const cards = scenes.map(card);
  node.append(heading, ...cards.map((made) => made.node));
  return { node, runs: cards.map(({ run }) => run) };
}

/** @param {Scene} scene */
function card({ id, label, code, call }) {
  const heading = make("h3", { id: `${id}-label`, textContent: label });
  const button = make("button", { type: "button", textContent: "Run" });
  button.setAttribute("aria-describedby", heading.id);
  const details = make("details", {});
  const pre = make("pre", { tabIndex: 0, textContent: code });
  details.append(make("summary", { textContent: "The request" }), pre);
  const output = make("output", {});
  const node = make("article", { className: "scene", id });
  node.setAttribute("aria-labelledby", heading.id);
  node.append(heading, button, details, output);

  const run = async () => {
    button.disabled = true;
    output.textContent = "Running …";
    delete output.dataset.result;
    try {
      output.textContent = `The page got: ${JSON.stringify(await call())}`;
      output.dataset.result = "returned";
    } catch (error) {
      output.textContent = `The page got: ${error}`;
      output.dataset.result = "threw";
    }
    button.disabled = false;
  };
  button.onclick = run;
  return { node, run };
}

/**
 * @template {keyof HTMLElementTagNameMap} Name
 * @param {Name} name
 * @param {Partial<HTMLElementTagNameMap[Name]>} properties
 */
function make(name, properties) {
  return Object.assign(document.createElement(name), properties);
}

/** @param {string} selector */
function element(selector) {
  const found = document.querySelector(selector);
  if (!found) throw new Error(`The page lacks ${selector}.`);
  return found;
}

/** @param {string} title */
function slug(title) {
  return title.toLowerCase().replace(/[^a-z]+/g, "-");
}
