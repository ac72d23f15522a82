plugins {
    `java-library`
    `maven-publish`
}

group = "dev.depot"
version = "1.2.0"
