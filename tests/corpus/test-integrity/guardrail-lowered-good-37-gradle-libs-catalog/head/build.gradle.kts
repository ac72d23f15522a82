plugins {
    alias(libs.plugins.kotlin.jvm)
    alias(libs.plugins.ktlint)
    alias(libs.plugins.kover)
}
kotlin {
    jvmToolchain(21)
    compilerOptions {
        allWarningsAsErrors.set(true)
        freeCompilerArgs.add("-Xjsr305=strict")
    }
}
ktlint {
    ignoreFailures = false
    filter { exclude { it.file.path.contains("generated") } }
}
kover {
    reports { verify { rule { minBound(70) } } }
}
tasks.test {
    useJUnitPlatform()
    maxHeapSize = "2g"
}
