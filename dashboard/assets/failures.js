"use strict";

// When the server cannot answer, the page says so, with words and two ways on, instead of waiting for ever or
// leaving old figures under new filters. The words stand in the page itself (dashboard/serving/create.py).
(function () {
  const CALLBACK = /\/_dash-update-component$/;
  const ASKED = /\/_dash-(update-component|layout|dependencies)$/;

  function told(failed) {
    document.body.classList.toggle("failed", failed);
    const notice = document.getElementById("failure");
    if (!notice || notice.hidden === !failed) return;
    const main = document.getElementById("main");
    if (failed && main) main.append(notice);
    notice.hidden = !failed;
    if (failed) notice.querySelector("h1").focus();
  }

  const fetched = window.fetch;
  window.fetch = function (address, ...rest) {
    const answer = fetched.call(window, address, ...rest);
    const path = new URL(address.url || address, window.location.href).pathname;
    if (!ASKED.test(path)) return answer;
    return answer.then(
      (response) => {
        if (!response.ok || CALLBACK.test(path)) told(!response.ok);
        return response;
      },
      (error) => {
        // Leaving the page ends its requests too: that is no failure.
        if (error.name !== "AbortError") told(true);
        throw error;
      },
    );
  };

  window.addEventListener("callback-failed", () => told(true));
})();
