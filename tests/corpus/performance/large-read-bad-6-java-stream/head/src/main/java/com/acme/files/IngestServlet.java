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

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        byte[] body = request.getInputStream().readAllBytes();
        if (body.length == 0) {
            response.sendError(HttpServletResponse.SC_BAD_REQUEST, "empty body");
            return;
        }
        response.setStatus(HttpServletResponse.SC_ACCEPTED);
        response.getWriter().println(ingest.accept(body));
    }
}
