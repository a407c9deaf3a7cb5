// Reloads the page when the portal changed; asks again when the server was away.
(function () {
  "use strict";
  var seen = "";
  function ask() {
    fetch("/-/changes?" + seen, { cache: "no-store" })
      .then(function (response) { return response.text(); })
      .then(function (generation) {
        if (seen && generation !== seen) { location.reload(); return; }
        seen = generation;
        ask();
      })
      .catch(function () { setTimeout(ask, 1000); });
  }
  ask();
})();
