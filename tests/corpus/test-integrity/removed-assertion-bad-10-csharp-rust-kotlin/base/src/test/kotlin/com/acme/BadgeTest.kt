package com.acme

import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.shouldBe

class BadgeTest : StringSpec({
    "a badge shows initials" {
        Badge.of("Ada Lovelace").text shouldBe "AL"
    }

    "a badge of one name shows one letter" {
        Badge.of("Ada").text shouldBe "A"
    }
})
