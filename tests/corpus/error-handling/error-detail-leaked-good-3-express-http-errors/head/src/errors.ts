export class AppError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

export class SeatTaken extends AppError {
  constructor(seat: string) {
    super(409, "seat_taken", `Seat ${seat} was taken a moment ago`);
  }
}
