<?php

namespace App\Http\Controllers;

use App\Models\Ticket;
use Illuminate\Http\JsonResponse;
use Illuminate\View\View;

class TicketController extends Controller
{
    public function index(): View
    {
        $tickets = Ticket::with(['customer', 'replies.author'])->where('state', 'open')->latest()->paginate(25);

        return view('tickets.index', ['tickets' => $tickets]);
    }

    public function summary(): JsonResponse
    {
        $tickets = Ticket::query()->withCount('replies')->where('state', 'open')->limit(50)->get();
        $tickets->load('customer');

        return response()->json($tickets->map(fn (Ticket $ticket) => [
            'id' => $ticket->id,
            'customer' => $ticket->customer->name,
            'replies' => $ticket->replies_count,
        ]));
    }
}
