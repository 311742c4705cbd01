// The tablet's camera as a scanner. The browser's own reader where it has one, else zxing from here, fetched when it is first needed.
const dialog = document.getElementById("camera");
const video = dialog?.querySelector("video");
const instead = dialog?.querySelector("[value=type]"); // the way out where there is no camera to be had
const FORMATS = ["qr_code", "ean_13", "ean_8", "code_128", "code_39"];
const PAUSE = 120;
let reader, stream, watching = 0;

const loaded = (address) =>
  new Promise((done, failed) => {
    const script = document.createElement("script");
    script.src = address;
    script.onload = done;
    script.onerror = () => failed(new Error(address));
    document.head.append(script);
  });

async function ready() {
  if (reader) return reader;
  if ("BarcodeDetector" in self) {
    const known = await BarcodeDetector.getSupportedFormats();
    const formats = FORMATS.filter((one) => known.includes(one));
    if (formats.includes("qr_code") && formats.includes("ean_13")) return (reader = new BarcodeDetector({ formats }));
  }
  await loaded(dialog.dataset.reader);
  const { BarcodeDetector: Ours, prepareZXingModule } = self.BarcodeDetectionAPI;
  await prepareZXingModule({ overrides: { locateFile: () => dialog.dataset.wasm }, fireImmediately: true });
  return (reader = new Ours({ formats: FORMATS }));
}

function told(which) {
  for (const part of dialog.querySelectorAll("[data-told]")) part.hidden = !part.dataset.told.split(" ").includes(which);
  if (which !== "looking") instead.focus();
}

async function look(turn) {
  const eye = await ready();
  while (turn === watching && dialog.open) {
    const [found] = video.readyState >= 2 ? await eye.detect(video) : [];
    if (turn !== watching || !dialog.open) return;
    if (found?.rawValue) {
      navigator.vibrate?.(40);
      dialog.close();
      document.dispatchEvent(new CustomEvent("zegel:scan", { detail: found.rawValue }));
      return;
    }
    await new Promise((done) => setTimeout(done, PAUSE));
  }
}

async function open() {
  const turn = ++watching;
  told("looking");
  dialog.returnValue = "";
  dialog.showModal();
  try {
    stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment", width: { ideal: 1280 } }, audio: false });
  } catch (error) {
    return told(error.name === "NotAllowedError" ? "refused" : "none");
  }
  if (turn !== watching || !dialog.open) return shut();
  video.srcObject = stream;
  try {
    await video.play();
    await look(turn);
  } catch {
    told("none");
  }
}

function shut() {
  watching += 1;
  for (const track of stream?.getTracks() ?? []) track.stop();
  stream = undefined;
  video.srcObject = null;
}

if (dialog && navigator.mediaDevices?.getUserMedia) {
  dialog.addEventListener("close", shut);
  dialog.addEventListener("close", () => { if (dialog.returnValue === "type") document.querySelector("#find, #typed")?.focus(); });
  addEventListener("pagehide", shut);
  const show = () => { for (const button of document.querySelectorAll("[data-camera]")) button.hidden = false; };
  document.addEventListener("click", (event) => { if (event.target.closest("[data-camera]")) open(); });
  document.addEventListener("htmx:after:swap", show);
  show();
}
