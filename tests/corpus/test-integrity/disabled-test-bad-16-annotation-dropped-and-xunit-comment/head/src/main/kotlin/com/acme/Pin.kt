package com.acme

class Pin private constructor(val text: String) {
    companion object {
        fun of(number: Int): Pin {
            require(number >= 0) { "positive" }
            return Pin(number.toString().padStart(4, '0'))
        }
    }
}
