<?php

namespace App\Http\Controllers;

use App\Models\Ticket;
use Illuminate\Http\JsonResponse;
use Illuminate\View\View;

class TicketController extends Controller
{
    public function index(): View
    {
        $tickets = Ticket::where('state', 'open')->latest()->paginate(25);

        return view('tickets.index', compact('tickets'));
    }

    public function summary(): JsonResponse
    {
        $tickets = Ticket::with('customer')->where('state', 'open')->limit(50)->get();

        return response()->json($tickets->map(fn (Ticket $ticket) => [
            'id' => $ticket->id,
            'customer' => $ticket->customer->name,
            'replies' => $ticket->replies()->count(),
        ]));
    }
}
