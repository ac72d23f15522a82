class BookingsController < ApplicationController
  before_action :require_staff

  def index
    @bookings = Booking.with_guest.includes(:room).upcoming.order(:starts_on).page(params[:page])
    render json: @bookings.map { |b| present(b) }
  end

  def guests
    bookings = Booking.upcoming.preload(guest: :company).limit(100)
    names = bookings.map { |booking| [booking.guest_name, booking.guest.company&.name] }
    render json: names.to_h
  end

  def cancel_all
    Booking.pending.where(room_id: params[:room_id]).find_each do |booking|
      booking.update!(status: :cancelled)
    end
    head :no_content
  end

  private

  def present(booking)
    { id: booking.id, guest: booking.guest.full_name, room: booking.room.number }
  end
end
