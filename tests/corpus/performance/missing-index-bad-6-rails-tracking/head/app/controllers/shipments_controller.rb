class ShipmentsController < ApplicationController
  def show
    @shipment = Shipment.find(params[:id])
    render json: @shipment
  end
  # Customers follow a parcel with the number on its label.
  def track
    number = params.require(:number).to_s.strip.upcase
    @shipment = Shipment.find_by(tracking_number: number)
    if @shipment.nil?
      render json: { error: "unknown parcel" }, status: :not_found
    else
      render json: { carrier: @shipment.carrier, sent: @shipment.created_at }
    end
  end
end
