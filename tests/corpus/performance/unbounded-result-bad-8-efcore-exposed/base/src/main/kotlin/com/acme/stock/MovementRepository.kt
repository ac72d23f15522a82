package com.acme.stock

import org.jetbrains.exposed.sql.selectAll
import org.jetbrains.exposed.sql.transactions.transaction

data class Movement(val sku: String, val delta: Int)

class MovementRepository {
    fun forSku(sku: String): List<Movement> = transaction {
        Movements.selectAll().where { Movements.sku eq sku }.map { Movement(it[Movements.sku], it[Movements.delta]) }
    }
}
