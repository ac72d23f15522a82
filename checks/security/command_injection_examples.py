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
    Example(
        {
            "app/services/thumbnail.rb": """\
require "open3"

class Thumbnail
  def initialize(path)
    @path = path
  end

  def make(size)
    system("convert #{@path} -resize #{size} #{@path}.thumb.png") # <-- here
    `identify #{@path}` # <-- here
  end

  def log(branch)
    out, status = Open3.capture2e("git log --oneline #{branch}") # <-- here
    status.success? ? out : nil
  end

  def pack(name)
    command = "tar czf out.tgz "
    command << name
    IO.popen(command) { |io| io.read } # <-- here
    Process.spawn({ "LC_ALL" => "C" }, "gzip #{name}") # <-- here
  end
end
"""
        },
        sites=5,
    ),
    Example(
        {
            "src/Media/Converter.php": """\
<?php

namespace App\\Media;

use Illuminate\\Http\\Request;
use Illuminate\\Support\\Facades\\Process as Shell;
use Symfony\\Component\\Process\\Process;

class Converter
{
    public function convert(Request $request): void
    {
        $size = $request->input('size');
        exec("convert upload.png -resize $size small.png", $output, $code); // <-- here
        $process = Process::fromShellCommandline('identify ' . $request->query('file')); // <-- here
        $process->mustRun();
        Shell::run('du -sh ' . $request->input('folder')); // <-- here
    }

    public function archive(string $folder): string
    {
        $command = 'tar czf out.tgz ';
        $command .= $folder;
        shell_exec($command); // <-- here
        return `ls -la $folder`; // <-- here
    }
}
"""
        },
        sites=5,
    ),
    Example(
        {
            "src/media.rs": """\
use axum::extract::{Json, Query};
use std::process::Command;

#[derive(serde::Deserialize)]
struct Resize {
    file: String,
    tool: String,
}

async fn thumbnail(Query(request): Query<Resize>) -> String {
    let line = format!("convert {} -resize 64x64 small.png", request.file);
    let output = Command::new("sh").arg("-c").arg(&line).output().expect("convert"); // <-- here
    String::from_utf8_lossy(&output.stdout).into_owned()
}

async fn run(Json(request): Json<Resize>) {
    Command::new(&request.tool).arg("--version").status().unwrap(); // <-- here
}

fn archive(folder: &str) -> std::io::Result<()> {
    let mut command = Command::new("bash");
    command.args(["-c", &format!("tar czf out.tgz {folder}")]); // <-- here
    command.status()?;
    tokio::process::Command::new("/bin/sh").args(vec!["-c".to_string(), "ls ".to_owned() + folder]).spawn()?; // <-- here
    Ok(())
}
"""
        },
        sites=4,
    ),
    Example(
        {
            "src/Media/Converter.cs": """\
using System.Diagnostics;
using Microsoft.AspNetCore.Mvc;

namespace Shop.Media;

[ApiController]
[Route("media")]
public class ConverterController : ControllerBase
{
    [HttpPost("thumbnail")]
    public IActionResult Thumbnail([FromQuery] string file, [FromQuery] int width)
    {
        Process.Start("cmd.exe", $"/c convert {file} -resize {width} small.png"); // <-- here
        return Ok();
    }

    [HttpPost("tool")]
    public IActionResult Tool([FromQuery] string tool)
    {
        Process.Start(tool, "--version"); // <-- here
        return Ok();
    }

    public void Archive(string folder)
    {
        var info = new ProcessStartInfo
        {
            FileName = "/bin/bash",
            Arguments = "-c \\"tar czf out.tgz " + folder + "\\"", // <-- here
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(info);
    }

    public void List(string folder)
    {
        var process = new Process();
        process.StartInfo.FileName = "sh";
        process.StartInfo.Arguments = $"-c \\"ls {folder}\\""; // <-- here
        process.Start();
    }
}
"""
        },
    ),
    Example(
        {
            "src/main/kotlin/shop/media/MediaController.kt": """\
package shop.media

import org.springframework.web.bind.annotation.*

@RestController
@RequestMapping("/media")
class MediaController {
    @PostMapping("/thumbnail")
    fun thumbnail(@RequestParam file: String, @RequestParam size: String) {
        Runtime.getRuntime().exec("convert $file -resize $size small.png") // <-- here
        ProcessBuilder("sh", "-c", "identify $file").inheritIO().start() // <-- here
    }

    fun archive(folder: String) {
        val command = "tar czf out.tgz " + folder
        Runtime.getRuntime().exec(arrayOf("/bin/bash", "-c", command)) // <-- here
        ProcessBuilder(listOf("bash", "-c", command)).start() // <-- here
    }
}
"""
        },
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
    Example(
        {
            "app/services/thumbnail.rb": """\
require "open3"
require "shellwords"

class Thumbnail
  def make(path, size)
    system("convert", path, "-resize", size, "#{path}.thumb.png", exception: true)
    system("convert #{Shellwords.escape(path)} -resize #{size.to_i} out.png")
    system("identify #{path.shellescape}")
    `uname -a`
  end

  def log(branch)
    Open3.capture2e("git", "log", "--oneline", branch)
    IO.popen(["git", "show", branch])
  end
end
"""
        },
        sites=6,
    ),
    Example(
        {
            "src/Media/Converter.php": """\
<?php

namespace App\\Media;

use Illuminate\\Support\\Facades\\Process as Shell;
use Symfony\\Component\\Process\\Process;

class Converter
{
    private const TOOL = '/usr/bin/convert';

    public function convert(string $path, int $width): void
    {
        $process = new Process(['convert', $path, '-resize', (string) $width, 'small.png']);
        $process->mustRun();
        exec('convert ' . escapeshellarg($path) . ' -resize ' . $width . ' small.png');
        exec(self::TOOL . ' -version');
        Shell::run(['du', '-sh', $path]);
        shell_exec(sprintf('nice -n %d ls %s', $width, escapeshellarg($path)));
    }
}
"""
        },
    ),
    Example(
        {
            "src/media.rs": """\
use std::process::Command;

const TOOL: &str = "convert";

fn thumbnail(file: &str, width: u32) -> std::io::Result<()> {
    Command::new(TOOL).arg(file).arg("-resize").arg(width.to_string()).arg("small.png").status()?;
    Command::new("sh").arg("-c").arg("ulimit -n").status()?;
    Command::new("sh").arg("-c").arg(format!("nice -n {} make", width)).status()?;
    let mut command = Command::new("grep");
    command.arg("-c").arg(file);
    command.status()?;
    Ok(())
}
"""
        },
    ),
    Example(
        {
            "src/Media/Converter.cs": """\
using System.Diagnostics;

namespace Shop.Media;

public class Converter
{
    private const string Tool = "convert";

    public void Thumbnail(string file, int width)
    {
        var info = new ProcessStartInfo(Tool) { UseShellExecute = false };
        info.ArgumentList.Add(file);
        info.ArgumentList.Add("-resize");
        info.ArgumentList.Add(width.ToString());
        Process.Start(info);
        Process.Start("convert", new[] { file, "-resize", width.ToString() });
        Process.Start("/bin/sh", "-c \\"ulimit -n\\"");
    }

    public Process Git(string folder)
    {
        return Process.Start(new ProcessStartInfo { FileName = "git", Arguments = "status", WorkingDirectory = folder });
    }
}
"""
        },
    ),
    Example(
        {
            "src/main/kotlin/shop/media/Thumbnails.kt": """\
package shop.media

class Thumbnails {
    fun make(file: String, width: Int) {
        ProcessBuilder("convert", file, "-resize", width.toString(), "small.png").start()
        ProcessBuilder(listOf("sh", "-c", "ulimit -n 4096")).start()
        Runtime.getRuntime().exec(arrayOf("identify", file))
        Runtime.getRuntime().exec("nproc --ignore=$width")
    }
}
"""
        },
    ),
)
