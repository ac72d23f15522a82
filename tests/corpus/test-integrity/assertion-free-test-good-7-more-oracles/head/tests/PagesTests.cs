using Microsoft.Playwright;
using NSubstitute;
using Xunit;
using static Microsoft.Playwright.Assertions;

public class PagesTests
{
    [Fact]
    public async Task Shows_the_title()
    {
        await Page.GotoAsync("/");
        await Expect(Page).ToHaveTitleAsync("Shop");
    }

    [Fact]
    public void Sends_a_mail()
    {
        var mailer = Substitute.For<IMailer>();
        new Signup(mailer).Register("a@example.org");
        mailer.Received(1).Send("a@example.org", Arg.Any<string>());
    }

    [Fact]
    public void Raises_an_event()
    {
        var signup = new Signup(Substitute.For<IMailer>());
        Assert.Raises<RegisteredArgs>(h => signup.Registered += h, h => signup.Registered -= h, () => signup.Register("a"));
    }
}
