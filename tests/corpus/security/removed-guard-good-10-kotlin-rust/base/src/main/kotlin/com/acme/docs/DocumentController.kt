package com.acme.docs

import org.springframework.security.access.prepost.PreAuthorize
import org.springframework.web.bind.annotation.DeleteMapping
import org.springframework.web.bind.annotation.GetMapping
import org.springframework.web.bind.annotation.PathVariable
import org.springframework.web.bind.annotation.RequestMapping
import org.springframework.web.bind.annotation.RestController

@RestController
@RequestMapping("/documents")
class DocumentController(private val documents: DocumentService) {

    @GetMapping("/{id}")
    @PreAuthorize("hasAuthority('documents:read')")
    fun show(@PathVariable id: Long): DocumentView = documents.find(id)

    @DeleteMapping("/{id}")
    @PreAuthorize("hasAuthority('documents:delete')")
    fun remove(@PathVariable id: Long) {
        documents.remove(id)
    }

    @DeleteMapping("/all")
    @PreAuthorize("hasRole('ADMIN')")
    fun clear() = documents.clear()
}
