package com.acme

import java.io.File
import java.nio.file.Files
import java.nio.file.Path
import java.nio.file.attribute.PosixFilePermissions

fun setup(p: Path, f: File) {
    Files.setPosixFilePermissions(p, PosixFilePermissions.fromString("rwxrwxrwx"))
    f.setWritable(true, false)
    Files.createDirectory(p, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")))
}
