plugins {
    kotlin("jvm") version "1.9.24"
    id("org.jlleitschuh.gradle.ktlint") version "12.1.1"
}
kotlin {
    compilerOptions { allWarningsAsErrors = true }
}
ktlint {
    ignoreFailures.set(false)
}
tasks.test { useJUnitPlatform() }
