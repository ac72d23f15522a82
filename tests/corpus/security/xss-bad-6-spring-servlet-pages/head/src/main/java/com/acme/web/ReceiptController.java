package com.acme.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.PrintWriter;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;

@Controller
public class ReceiptController {

    @GetMapping(value = "/receipt", produces = MediaType.TEXT_HTML_VALUE)
    @ResponseBody
    public String receipt(@RequestParam String customer, @RequestParam int amount) {
        StringBuilder page = new StringBuilder("<html><body>");
        page.append("<h1>Receipt</h1>");
        page.append("<p>Customer: ").append(customer).append("</p>");
        page.append("<p>Amount: ").append(amount).append("</p>");
        return page.append("</body></html>").toString();
    }

    @GetMapping("/search-box")
    public void searchBox(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String term = request.getParameter("q");
        response.setContentType("text/html;charset=UTF-8");
        PrintWriter out = response.getWriter();
        out.println("<form action='/search'>");
        out.println("<input name='q' value='" + term + "'>");
        out.println("</form>");
    }

    @GetMapping("/ping")
    public ResponseEntity<String> ping() {
        return ResponseEntity.ok("<p>pong</p>");
    }
}
