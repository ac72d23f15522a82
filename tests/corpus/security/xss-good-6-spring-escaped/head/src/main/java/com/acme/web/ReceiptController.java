package com.acme.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.PrintWriter;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.util.HtmlUtils;

@Controller
public class ReceiptController {

    @GetMapping(value = "/receipt", produces = MediaType.TEXT_HTML_VALUE)
    @ResponseBody
    public String receipt(@RequestParam String customer, @RequestParam int amount) {
        return "<html><body><p>Customer: " + HtmlUtils.htmlEscape(customer) + "</p><p>Amount: " + amount + "</p></body></html>";
    }

    @GetMapping("/receipts/{number}")
    public String page(@PathVariable String number, Model model) {
        model.addAttribute("number", number);
        return "receipt";
    }

    @GetMapping(value = "/receipts/{number}/text", produces = MediaType.TEXT_PLAIN_VALUE)
    @ResponseBody
    public String text(@PathVariable String number) {
        return "Receipt " + number;
    }

    @GetMapping("/export")
    public void export(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setContentType("application/json");
        PrintWriter out = response.getWriter();
        out.print("{\"total\": " + Integer.parseInt(request.getParameter("total")) + "}");
    }
}
