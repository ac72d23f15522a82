package com.acme

class Badge private constructor(val text: String) {
    companion object {
        fun of(name: String): Badge = Badge(name.trim().split(" ", "-").take(2).map { it.first() }.joinToString(""))
    }
}
