package com.acme.users

import org.springframework.stereotype.Service

@Service
class UserService(private val users: UserRepository) {

    fun find(id: Long): User? = users.findById(id).orElse(null)
}
