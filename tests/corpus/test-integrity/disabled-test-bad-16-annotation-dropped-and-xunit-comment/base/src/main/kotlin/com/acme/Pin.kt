package com.acme

class Pin private constructor(val text: String) {
    companion object {
        fun of(number: Int): Pin {
            require(number in 0..9999) { "four digits" }
            return Pin(number.toString().padStart(4, '0'))
        }
    }
}
