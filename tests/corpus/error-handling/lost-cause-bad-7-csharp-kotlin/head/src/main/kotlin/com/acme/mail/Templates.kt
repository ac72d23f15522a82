package com.acme.mail

import com.github.jknack.handlebars.Handlebars
import com.github.jknack.handlebars.HandlebarsException
import java.io.IOException

class TemplateException(message: String, cause: Throwable? = null) : RuntimeException(message, cause)

class Templates(private val engine: Handlebars) {

    fun render(name: String, model: Map<String, Any>): String {
        val template = try {
            engine.compile(name)
        } catch (e: IOException) {
            throw TemplateException("template $name is missing", e)
        }
        return try {
            template.apply(model)
        } catch (e: HandlebarsException) {
            throw TemplateException("template $name failed")
        }
    }
}
