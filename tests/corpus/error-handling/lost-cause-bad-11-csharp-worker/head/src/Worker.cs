using System;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

public class Worker : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken token)
    {
        try
        {
            await RunAsync(token);
        }
        catch (OperationCanceledException)
        {
        }
        catch (Exception ex)
        {
            _logger.LogCritical(ex, "worker stopped");
            throw;
        }
    }

    private async Task SendAsync(Mail mail)
    {
        try
        {
            await _smtp.SendAsync(mail);
        }
        catch (Exception ex)
        {
            _logger.LogError(ex, "mail {Id} not sent", mail.Id);
            await _outbox.RequeueAsync(mail);
        }
    }

    private int Parse(string text)
    {
        try
        {
            return int.Parse(text);
        }
        catch (FormatException)
        {
            return 0;
        }
    }

    private Rate Load(string code)
    {
        try
        {
            return _client.Get(code);
        }
        catch (RateException e)
        {
            throw e;
        }
    }

    private bool TrySave(Order order)
    {
        try
        {
            _db.Save(order);
            return true;
        }
        catch
        {
            return false;
        }
    }
}
