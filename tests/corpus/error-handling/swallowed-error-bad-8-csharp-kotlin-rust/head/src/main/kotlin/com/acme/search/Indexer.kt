package com.acme.search

import org.slf4j.LoggerFactory

class Indexer(private val client: SearchClient, private val articles: ArticleRepository) {

    private val log = LoggerFactory.getLogger(Indexer::class.java)

    fun reindex(ids: List<Long>): Int {
        var done = 0
        for (id in ids) {
            val article = articles.findById(id) ?: continue
            try {
                client.put("articles", id.toString(), article.toDocument())
                done++
            } catch (e: SearchException) {
            }
        }
        log.info("{} of {} articles indexed", done, ids.size)
        return done
    }
}
