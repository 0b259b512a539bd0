// Draws frames of a Bodymovin file with Skottie over white: node skottie.cjs FOLDER_OF_CANVASKIT JOBS.json
// A job is {file, frames, width, height, out}; the pictures become out.FRAME.png.
const fs = require("node:fs");
const path = require("node:path");
const [, , packageFolder, jobsFile] = process.argv;
const binaries = path.join(packageFolder, "bin/full");
const load = require(path.join(binaries, "canvaskit.js"));

load({ locateFile: (name) => path.join(binaries, name) }).then((kit) => {
  for (const job of JSON.parse(fs.readFileSync(jobsFile, "utf8"))) {
    const animation = kit.MakeManagedAnimation(fs.readFileSync(job.file, "utf8"), {});
    if (!animation) continue;
    const surface = kit.MakeSurface(job.width, job.height);
    for (const frame of job.frames) {
      animation.seekFrame(frame);
      surface.getCanvas().clear(kit.WHITE);
      animation.render(surface.getCanvas(), kit.XYWHRect(0, 0, job.width, job.height));
      surface.flush();
      const image = surface.makeImageSnapshot();
      fs.writeFileSync(`${job.out}.${frame}.png`, Buffer.from(image.encodeToBytes()));
      image.delete();
    }
    animation.delete();
    surface.delete();
  }
});
