using System.IO;
using System.Runtime.Serialization.Formatters.Binary;
using System.Runtime.Serialization;
using System.Web.Script.Serialization;
using System.Xml.Serialization;
using Newtonsoft.Json;

public class Load
{
    public object A(Stream s)
    {
        var f = new BinaryFormatter();
        return f.Deserialize(s);
    }

    public object B(Stream s) => new NetDataContractSerializer().Deserialize(s);

    public object C(string json)
    {
        var settings = new JsonSerializerSettings();
        settings.TypeNameHandling = TypeNameHandling.Auto;
        return JsonConvert.DeserializeObject(json, settings);
    }

    public object D(byte[] state)
    {
        var l = new LosFormatter();
        return l.Deserialize(new MemoryStream(state));
    }

    public Order E(Stream s) => (Order)new XmlSerializer(typeof(Order)).Deserialize(s);

    public object F(string json) => new JavaScriptSerializer(new SimpleTypeResolver()).DeserializeObject(json);
}
