@extends('layouts.app')

@section('content')
    <table>
        @forelse ($tickets as $ticket)
            <tr>
                <td>{{ $ticket->subject }}</td>
                <td>{{ $ticket->customer->name }}</td>
            </tr>
        @empty
            <tr><td>Nothing open.</td></tr>
        @endforelse
    </table>
    {{ $tickets->links() }}
@endsection
