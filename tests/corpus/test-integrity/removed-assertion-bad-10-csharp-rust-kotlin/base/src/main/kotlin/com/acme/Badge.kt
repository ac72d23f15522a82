package com.acme

class Badge private constructor(val text: String) {
    companion object {
        fun of(name: String): Badge = Badge(name.split(" ").map { it.first() }.joinToString(""))
    }
}
