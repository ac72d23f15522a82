package com.acme.seat

class SeatMap(private val rows: Int, private val seats: Int) {

    private val taken = mutableSetOf<Pair<Int, Int>>()

    fun take(row: Int, seat: Int) {
        require(row in 1..rows) { "row $row is not between 1 and $rows" }
        if (seat !in 1..seats) {
            throw Exception("Invalid")
        }
        if (!taken.add(row to seat)) {
            throw SeatTakenException(row, seat)
        }
    }
}
