class ShipmentsController < ApplicationController
  def show
    @shipment = Shipment.find(params[:id])
    render json: @shipment
  end
end
