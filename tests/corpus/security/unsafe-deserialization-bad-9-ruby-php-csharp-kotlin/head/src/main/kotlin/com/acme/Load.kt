package com.acme

import com.fasterxml.jackson.databind.ObjectMapper
import com.fasterxml.jackson.module.kotlin.jacksonObjectMapper
import java.io.InputStream
import java.io.ObjectInputStream
import org.yaml.snakeyaml.Yaml
import org.yaml.snakeyaml.LoaderOptions
import org.yaml.snakeyaml.constructor.SafeConstructor

class Load {
    private val mapper: ObjectMapper = jacksonObjectMapper()

    fun a(input: InputStream): Any {
        val stream = ObjectInputStream(input)
        return stream.readObject()
    }

    fun b(): ObjectMapper = jacksonObjectMapper().apply { enableDefaultTyping() }

    fun c(text: String): Any = Yaml().load(text)

    fun d(text: String): Any = Yaml(SafeConstructor(LoaderOptions())).load(text)

    fun e(text: String): Order = mapper.readValue(text, Order::class.java)
}
