namespace ReflectionBot.EndToEnd;
public class SmokeTests { [Fact] public void Runs() => Assert.True(true); }
