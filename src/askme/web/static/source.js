/* Scroll to the quoted words: the address of a citation has no fragment. Without this, a link at the top leads there. */
const quote = document.getElementById("quote");
if (quote && !location.hash) quote.scrollIntoView({ block: "center" });
