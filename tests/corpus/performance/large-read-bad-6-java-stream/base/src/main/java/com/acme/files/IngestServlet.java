package com.acme.files;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

public class IngestServlet extends HttpServlet {

    private final transient Ingest ingest;

    public IngestServlet(Ingest ingest) {
        this.ingest = ingest;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.getWriter().println(ingest.state());
    }
}
