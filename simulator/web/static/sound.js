// Plays what a seat or a group hears, once its volume is turned up: it starts at nothing, and captions say everything.
//
// A spoken line is said by a British voice of this machine if there is one. A voice of a far-away service is
// never used: nothing that is spoken leaves the machine. Else, and for all other sounds, the program's own is played.
"use strict";

(() => {
  const volume = document.getElementById("volume");
  const loud = () => Number(volume.value) / 10;

  function local() {
    const voices = window.speechSynthesis ? speechSynthesis.getVoices() : [];
    return voices.find((each) => each.localService && /^en[-_]GB/i.test(each.lang));
  }

  const how = document.getElementById("sound-how");
  const off = how.textContent;
  // Only a change is written: it is seen below as one of the page, and would go round for ever.
  const usual = () => {
    write(loud() ? "" : off);
    how.classList.remove("warns");
  };
  const write = (text) => {
    if (how.textContent !== text) how.textContent = text;
  };

  const latest = () => [...document.querySelectorAll("[data-sound]")].at(-1);

  let clip = null;

  // A covered page is silent at once.
  function hush() {
    if (window.speechSynthesis) speechSynthesis.cancel();
    clip?.pause();
  }

  async function play(caption) {
    usual();
    const words = /^["\u201c](.*)["\u201d]$/.exec(caption.dataset.text);
    const voice = words && local();
    if (voice) {
      const said = new SpeechSynthesisUtterance(words[1]);
      said.voice = voice;
      said.volume = loud();
      speechSynthesis.speak(said);
      return;
    }
    const token = sessionStorage.getItem("seat");
    const reply = await outside.ask(caption.dataset.sound, { headers: token ? { "X-Seat": token } : {} });
    if (reply.status !== 200) {
      // 204 alone says that this line has no sound here; any other refusal is of a line that has gone.
      const shown = latest()?.dataset.sound === caption.dataset.sound;
      // Only speech needs a voice. The words are on the page: they are not written again.
      if (words && reply.status === 204 && shown) {
        write(how.dataset.none);
        how.classList.add("warns");
      }
      return;
    }
    clip = new Audio(URL.createObjectURL(await reply.blob()));
    clip.volume = loud();
    clip.addEventListener("ended", (event) => URL.revokeObjectURL(event.target.src));
    await clip.play();
  }

  let last = "";
  new MutationObserver(() => {
    // After a pause or a lost connection many come at once: only the newest is played.
    const newest = latest();
    // A line is named for as long as it is the newest that can be read.
    if (!newest) usual();
    if (document.querySelector("#page .cover")) return hush();
    if (!newest || newest.dataset.sound === last) return;
    last = newest.dataset.sound;
    if (loud() > 0) play(newest).catch(() => {});
  }).observe(document.getElementById("main"), { childList: true, subtree: true });

  volume.addEventListener("input", () => {
    usual();
    if (!loud()) hush();
  });
})();
