/* Runs in every frame before anything else of it: notes each sign that a text was taken for more than a text, and
   tells it to the test by `askmeNoted(kind, detail)`. `window.askme` has what the tests ask a page. */
(() => {
  const note = (kind, detail) => window.askmeNoted?.(kind, String(detail).slice(0, 300), window.name);
  for (const name of ["alert", "confirm", "prompt", "print", "open"]) {
    Object.defineProperty(window, name, { value: (...given) => void note("script", `${name}(${given})`) });
  }
  window.addEventListener("securitypolicyviolation", (event) => {
    note("policy", `${event.effectiveDirective} ${event.blockedURI} ${event.sample}`);
  });

  /* --- elements that no text of ours ever needs, as soon as they are there ---------------------------------------- */

  const STRANGE = new Set(
    ("script img image svg math iframe frame frameset object embed applet video audio source track picture canvas link " +
      "style base meta template slot input isindex keygen marquee bgsound portal fencedframe details dialog").split(" "),
  );
  const OURS = "#askme-main, #askme-header";
  const own = (node) => node.localName === "dialog" && node.classList.contains("panel"); // the widget's window

  function isStrange(node) {
    const names = node.getAttributeNames();
    const leads = ["href", "src", "action", "formaction", "xlink:href"].map((name) => node.getAttribute(name) ?? "");
    return (
      (STRANGE.has(node.localName) && !own(node)) ||
      names.some((name) => name.startsWith("on") || name === "srcdoc") ||
      leads.some((url) => /^[\s\0-\x1f]*(javascript|data|vbscript|blob):/i.test(url)) ||
      /url\s*\(/i.test(node.getAttribute("style") ?? "")
    );
  }

  function look(node) {
    if (node.nodeType !== Node.ELEMENT_NODE) return;
    if (!(node.getRootNode() instanceof ShadowRoot) && !node.closest(OURS)) return;
    for (const one of [node, ...node.querySelectorAll("*")]) if (isStrange(one)) note("element", one.outerHTML);
  }

  const observer = new MutationObserver((all) => {
    for (const one of all) one.type === "attributes" ? look(one.target) : one.addedNodes.forEach(look);
  });
  const follow = (root) => observer.observe(root, { childList: true, subtree: true, attributes: true });
  follow(document);
  const attach = Element.prototype.attachShadow;
  Element.prototype.attachShadow = function (given) {
    const root = attach.call(this, given);
    follow(root);
    return root;
  };

  /* --- what the tests ask ------------------------------------------------------------------------------------------ */

  const squash = (text) => text.replace(/[\s\u0000-\u001f\u007f-\u009f\u2060\ufeff\ufffd]/g, "");

  window.askme = {
    squash,

    /* Every kind of element below a node: its name with the names of its attributes. */
    shapes(root) {
      const all = [...root.querySelectorAll("*")].map((one) => `${one.localName}[${one.getAttributeNames().sort()}]`);
      return [...new Set(all)].sort();
    },

    /* The strange ones below a node, whenever they came. */
    strange: (root) => [...root.querySelectorAll("*")].filter(isStrange).map((one) => one.outerHTML.slice(0, 200)),

    /* Where the links below a node lead. */
    links: (root) => [...new Set([...root.querySelectorAll("[href], [src]")].map((one) => one.href || one.src))],

    /* The texts that do not stand in any of the given nodes, blanks and control characters aside. */
    missing(texts, nodes) {
      const shown = [...nodes].map((one) => squash(one.textContent)).join("\n");
      return texts.filter((text) => !shown.includes(squash(text)));
    },

    async until(condition, what) {
      for (const end = performance.now() + 30_000; performance.now() < end; ) {
        const found = condition();
        if (found) return found;
        await new Promise((go) => setTimeout(go, 4));
      }
      throw new Error(`waited in vain for ${what}`);
    },
  };
})();
