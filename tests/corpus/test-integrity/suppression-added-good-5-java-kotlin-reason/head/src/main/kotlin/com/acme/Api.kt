package com.acme

/**
 * Called by reflection from the scheduler.
 */
@Suppress("unused") // called by reflection
class Nightly {
    fun run(): Int = 1
}
