"""Examples of the rule command injection, by language."""

from checks.rules import Example

BAD = (
    Example(
        {
            "media/convert.py": """\
import os
import subprocess

from flask import Blueprint, request

bp = Blueprint("media", __name__)


def thumbnail(path: str, width: int) -> None:
    subprocess.run(f"convert {path} -resize {width} {path}.thumb.png", shell=True, check=True)  # <-- here


def archive(folder, target):
    command = "tar czf " + target + " " + folder
    os.system(command)  # <-- here


@bp.post("/tools")
def run_tool():
    tool = request.json["tool"]
    subprocess.run([tool, "--version"], check=True)  # <-- here
    subprocess.check_output(["bash", "-c", "ls %s" % request.args["dir"]])  # <-- here
    return "", 204
"""
        },
        sites=4,
    ),
    Example(
        {
            "src/convert.ts": """\
import { exec, spawn } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(exec);

export async function thumbnail(path: string, width: number): Promise<void> {
  await run(`convert ${path} -resize ${width} ${path}.thumb.png`);  // <-- here
}

export function archive(folder: string) {
  return spawn('tar czf out.tgz ' + folder, { shell: true });  // <-- here
}
"""
        },
        sites=2,
    ),
    Example(
        {
            "src/main/java/shop/media/MediaController.java": """\
package shop.media;

import org.springframework.web.bind.annotation.*;

@RestController
@RequestMapping("/media")
class MediaController {
    @PostMapping("/{id}/thumbnail")
    void thumbnail(@PathVariable long id, @RequestParam String size) throws Exception {
        String command = "convert /media/" + id + ".png -resize " + size + " /media/" + id + "-small.png";
        new ProcessBuilder("sh", "-c", command).start(); // <-- here
        Runtime.getRuntime().exec("identify -format " + size + " /media/" + id + ".png"); // <-- here
    }

    @PostMapping("/tools")
    void tool(@RequestBody ToolRequest request) throws Exception {
        new ProcessBuilder(request.getTool(), "--version").start(); // <-- here
    }
}
"""
        },
        sites=3,
    ),
)

GOOD = (
    Example(
        {
            "media/convert.py": """\
import shlex
import subprocess

CONVERT = "convert -version"


def thumbnail(path: str, width: int) -> None:
    subprocess.run(["convert", path, "-resize", str(width), f"{path}.thumb.png"], check=True)
    subprocess.run(CONVERT, shell=True, check=True)
    subprocess.run(f"nice -n {width} ls {shlex.quote(path)}", shell=True, check=True)


def migrate(cmd: list[str]) -> None:
    subprocess.check_call(cmd)
"""
        },
        sites=4,
    ),
    Example(
        {
            "src/convert.ts": """\
import { execFile, exec } from 'node:child_process';

export function thumbnail(path: string, width: number): void {
  execFile('convert', [path, '-resize', String(width), `${path}.thumb.png`]);
  exec('convert -version');
}
"""
        },
        sites=2,
    ),
    Example(
        {
            "src/main/java/shop/media/Thumbnails.java": """\
package shop.media;

import java.util.List;

class Thumbnails {
    void make(long id, String size) throws Exception {
        new ProcessBuilder("convert", "/media/" + id + ".png", "-resize", size, "/media/" + id + "-small.png").start();
        new ProcessBuilder(List.of("sh", "-c", "df -h /media")).redirectErrorStream(true).start();
    }
}
"""
        },
        sites=2,
    ),
)
