package com.acme

class Feed(private val source: () -> List<Any>) {

    @Suppress("UNCHECKED_CAST")
    fun <T> items(): List<T> = source() as List<T>

    fun size(): Int = source().size

    fun first(): Any? {
        val all = source()
        return if (all.isEmpty()) null else all[0]
    }
}
