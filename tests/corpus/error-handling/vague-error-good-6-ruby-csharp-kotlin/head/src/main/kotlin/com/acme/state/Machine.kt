package com.acme.state

class Machine(private var state: String = "new") {

    private val edges = mapOf("new" to setOf("paid"), "paid" to setOf("sent"))

    fun go(next: String) {
        val allowed = edges[state] ?: error("no way leads on from $state")
        check(next in allowed) { "$state cannot become $next" }
        state = next
    }

    fun undo(): Nothing = TODO("undo comes with the journal")
}
